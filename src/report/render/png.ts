import { createRequire } from 'node:module';
import type { ChartSpec } from '../charts/chart.js';
import { INK } from '../charts/palette.js';
import { chartConfiguration, chartHeight } from './png/configuration.js';
import { FAMILY } from './png/shared.js';

/**
 * Pictures of the charts for Markdown, by chartjs-node-canvas. It draws with whatever canvas is
 * installed (node-canvas or its replacement @napi-rs/canvas), which a machine may lack: then there are
 * no pictures and the text says in words what they would show. The font comes with us, so that a machine
 * without fonts draws words and two machines draw the same ones.
 */
const WIDTH = 900;

const SCALE = 2;

interface CanvasModule {
  readonly GlobalFonts?: { registerFromPath(path: string, family: string): unknown };
}

type Drawer = (chart: ChartSpec) => Buffer;

/** A function that draws charts, or undefined where no canvas can be loaded. */
export async function pngDrawer(): Promise<Drawer | undefined> {
  try {
    const { ChartJSNodeCanvas } = await import('chartjs-node-canvas');
    const require = createRequire(import.meta.url);
    const fonts = [
      [require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'), FAMILY],
      [require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'), `${FAMILY} Bold`],
    ] as const;
    const canvas = createRequire(require.resolve('chartjs-node-canvas'))('canvas') as CanvasModule;
    for (const [path, family] of fonts) canvas.GlobalFonts?.registerFromPath(path, family);
    return (chart) => {
      const height = chartHeight(chart);
      const drawing = new ChartJSNodeCanvas({ width: WIDTH, height, backgroundColour: INK.surface.light });
      if (canvas.GlobalFonts === undefined) for (const [path, family] of fonts) drawing.registerFont(path, { family });
      const configuration = chartConfiguration(chart, SCALE);
      return drawing.renderToBufferSync(configuration, 'image/png');
    };
  } catch {
    return undefined;
  }
} // prettier-ignore
