import type { Millis } from './queue.js';

/** How a host's clock goes: so far ahead at the start, so much further each second, and steps. */
export interface ClockPlan {
  readonly aheadMs: number;
  /** Parts per million gained; a quartz without NTP drifts by up to 100. */
  readonly driftPpm?: number;
}

/** What the clocks of the hosts say of a time of the world. */
export class Clocks {
  private readonly start: Millis;
  private readonly plans: Readonly<Record<string, ClockPlan>>;
  private readonly steps: { readonly host: string; readonly at: Millis; readonly ms: number }[] = [];

  constructor(start: Millis, plans: Readonly<Record<string, ClockPlan>>) {
    this.start = start;
    this.plans = plans;
  }

  /** Somebody, or an NTP daemon, sets the clock of a host. */
  step(host: string, at: Millis, ms: number): void {
    this.steps.push({ host, at, ms });
  }

  /** The time of the world as the host's clock tells it. */
  read(host: string, at: Millis): Millis {
    const plan = this.plans[host];
    const drift = ((plan?.driftPpm ?? 0) * (at - this.start)) / 1e6;
    const stepped = this.steps.filter((s) => s.host === host && s.at <= at).reduce((n, s) => n + s.ms, 0);
    return Math.round(at + (plan?.aheadMs ?? 0) + drift + stepped);
  }
}

/** "2026-03-04T10:00:00Z", as metav1.Time prints it: cut to the second. */
export function second(at: Millis): string {
  return `${new Date(Math.floor(at / 1000) * 1000).toISOString().slice(0, 19)}Z`;
}

/** "2026-03-04T10:00:00.123000Z", as metav1.MicroTime prints it. */
export function micro(at: Millis): string {
  return `${new Date(at).toISOString().slice(0, 23)}000Z`;
}

/** Head of a klog line: severity, month and day, clock time in the host's zone (UTC here), thread. */
export function klogHead(severity: string, at: Millis, pid: number): string {
  const iso = new Date(at).toISOString();
  return `${severity}${iso.slice(5, 7)}${iso.slice(8, 10)} ${iso.slice(11, 23)}000 ${String(pid).padStart(7)}`;
}
