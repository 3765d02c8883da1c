/**
 * A chart as plain data: what is drawn, in which tone, with which words. Nothing is drawn here; svg.ts
 * and png.ts do that and must show the same. Times are milliseconds since the epoch.
 */
export type ChartTone =
  | 'fault'
  | 'symptom'
  | 'change'
  | 'detection'
  | 'action'
  | 'recovery'
  | 'context'
  | 'series-1'
  | 'series-2'
  | 'series-3';

/** A vertical line across a chart of time: impact, noticed, restored. */
export interface ChartMark {
  readonly at: number;
  readonly label: string;
  readonly tone: ChartTone;
}

interface Common {
  /** File name without extension, unique in a report: "ready-replicas", "incident-2-events". */
  readonly name: string;
  readonly title: string;
  /** What the chart shows, for people who cannot see it. */
  readonly alt: string;
  readonly caption: string;
}

/** Lanes above each other, one line of values each: ready replicas, latency. */
export interface LanesChart extends Common {
  readonly kind: 'lanes';
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  readonly marks: readonly ChartMark[];
  readonly lanes: readonly {
    readonly label: string;
    readonly max: number;
    readonly tone: ChartTone;
    /** step: a value holds until the next point; line: points are joined. */
    readonly shape: 'step' | 'line';
    readonly points: readonly (readonly [number, number])[];
    /** True where low is bad, so that the missing part is drawn as well. */
    readonly short: boolean;
  }[];
}

/** Counts per bucket, stacked. */
export interface BarsChart extends Common {
  readonly kind: 'bars';
  readonly from: number;
  readonly to: number;
  readonly unit: string;
  /** Width of a bucket in milliseconds. */
  readonly width: number;
  readonly marks: readonly ChartMark[];
  readonly stacks: readonly {
    readonly label: string;
    readonly tone: ChartTone;
    readonly points: readonly (readonly [number, number])[];
  }[];
  /** Shares are drawn from 0 to 100 %. */
  readonly percent: boolean;
}

/** Horizontal ranges on an axis of seconds since impact: when each alert would have been heard. */
export interface RangesChart extends Common {
  readonly kind: 'ranges';
  /** Seconds. */
  readonly max: number;
  readonly rows: readonly {
    readonly label: string;
    readonly group: string;
    readonly tone: ChartTone;
    /** Undefined: never. */
    readonly range?: { readonly lo: number; readonly hi: number };
    readonly words: string;
  }[];
}

export type ChartSpec = LanesChart | BarsChart | RangesChart;
