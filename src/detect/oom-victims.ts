import type { MessageSaying } from './spells.js';

const VICTIM = /victim process: (?<name>[\w./-]+)|Killed process \d+ \((?<name2>[^)]+)\)/;

/** The processes that the kernel killed for want of memory, as the lines name them: "kubelet, java". */
export function victimsOf(s: { readonly sayings: readonly MessageSaying[] }): string {
  const names = s.sayings.flatMap((x) => {
    const m = VICTIM.exec(x.message.text)?.groups;
    return x.message.fields['process'] ?? m?.['name'] ?? m?.['name2'] ?? [];
  });
  return [...new Set(names)].slice(0, 8).join(', ');
}
