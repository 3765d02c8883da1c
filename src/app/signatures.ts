import { rules } from '../cause/index.js';
import { conditionTypes, detectors } from '../detect/index.js';

/** The catalogue: all of it as a list, one entry with its documentation; undefined for an unknown id. */
export function signatureLines(id: string | undefined, json: boolean): string[] | undefined {
  if (id === undefined) return json ? [JSON.stringify(catalogue(), null, 2)] : listing();
  const detectorsOf = detectors.filter((d) => d.id === id || d.emits.some((t) => t.id === id));
  const rulesOf = rules.filter((r) => r.id === id || r.effect.includes(id) || r.cause.includes(id));
  if (detectorsOf.length === 0 && rulesOf.length === 0) return undefined;
  if (json)
    return [
      JSON.stringify({ detectors: detectorsOf.map(detectorEntry), rules: rulesOf.map(ruleEntry) }, null, 2),
    ];
  const type = conditionTypes().get(id);
  const lines: string[] = type
    ? [
        `${type.id}: ${type.title}`,
        `nature: ${type.nature}${type.selfExplaining === true ? ', explains itself' : ''}`,
        '',
      ]
    : [];
  for (const d of detectorsOf) {
    lines.push(
      `detector ${d.id} (${d.layer})`,
      `  ${d.what}`,
      `  looks like, but is not: ${d.lookAlikes}`,
      `  finds: ${d.emits.map((t) => t.id).join(', ')}`,
      ...d.sources.map((s) => `  source: ${s}`),
      '',
    );
  }
  for (const r of rulesOf) {
    lines.push(
      `rule ${r.id}`,
      `  ${r.mechanism}`,
      `  effect: ${r.effect.join(', ')}`,
      `  cause:  ${r.cause.join(', ')}`,
      `  tie:    ${r.paths.join(' | ')}`,
      `  lag:    ${r.lag.min} s to ${Number.isFinite(r.lag.max) ? `${r.lag.max} s` : 'any time'} (${r.lag.source})`,
      `  base:   ${r.strength}`,
    );
    for (const g of r.guards ?? []) lines.push(`  works through: ${g.types.join(' or ')} (${g.role})`);
    lines.push('');
  }
  return lines;
}

function listing(): string[] {
  const types = [...conditionTypes().values()];
  return [
    `${types.length} conditions, ${detectors.length} detectors, ${rules.length} causal rules`,
    '',
    ...types.map((t) => `${t.id.padEnd(40)} ${t.nature.padEnd(9)} ${t.title}`),
    '',
    ...rules.map((r) => `rule ${r.id.padEnd(36)} ${r.mechanism}`),
  ];
}

function catalogue(): unknown {
  return {
    conditions: [...conditionTypes().values()],
    detectors: detectors.map(detectorEntry),
    rules: rules.map(ruleEntry),
  };
}

function detectorEntry(d: (typeof detectors)[number]): unknown {
  return {
    id: d.id,
    layer: d.layer,
    what: d.what,
    lookAlikes: d.lookAlikes,
    sources: d.sources,
    emits: d.emits,
  };
}

function ruleEntry(r: (typeof rules)[number]): unknown {
  return {
    id: r.id,
    effect: r.effect,
    cause: r.cause,
    mechanism: r.mechanism,
    paths: r.paths,
    lag: { ...r.lag, max: Number.isFinite(r.lag.max) ? r.lag.max : null },
    strength: r.strength,
    guards: r.guards ?? [],
  };
}
