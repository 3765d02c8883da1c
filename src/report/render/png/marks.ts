import type { Plugin } from 'chart.js';
import type { ChartMark } from '../../charts/chart.js';
import { INK } from '../../charts/palette.js';
import { BOLD, colour, penOf, short } from './shared.js';

/** Vertical marks with their words above the plot, in rows that do not touch. */
export function marksPlugin(marks: readonly ChartMark[], from: number, to: number): Plugin {
  return {
    id: 'marks',
    afterDatasetsDraw(chart) {
      const { chartArea: area } = chart;
      const ctx = penOf(chart);
      const ends: number[] = [];
      ctx.save();
      ctx.font = `11px "${BOLD}"`;
      const placed = marks
        .filter((m) => m.at >= from && m.at <= to)
        .map((mark) => {
          const x = area.left + ((mark.at - from) / (to - from)) * (area.right - area.left);
          const wide = ctx.measureText(mark.label).width + 12;
          const left = x + wide > area.right ? x - wide : x;
          let row = ends.findIndex((e) => e <= left);
          if (row === -1) row = ends.length;
          ends[row] = left + wide;
          return { mark, x, left, row };
        });
      const height = (row: number) => area.top - 8 - (ends.length - 1 - row) * 14;
      for (const { mark, x, row } of placed) {
        ctx.beginPath();
        ctx.moveTo(x, height(row) - 8);
        ctx.lineTo(x, area.bottom);
        ctx.strokeStyle = `${INK.surface.light}bb`;
        ctx.lineWidth = 3.2;
        ctx.setLineDash([]);
        ctx.stroke();
        ctx.strokeStyle = colour(mark.tone);
        ctx.lineWidth = 1.3;
        ctx.setLineDash([4, 3]);
        ctx.stroke();
      }
      ctx.setLineDash([]);
      ctx.strokeStyle = INK.surface.light;
      ctx.lineWidth = 4;
      ctx.lineJoin = 'round';
      for (const { mark, x, left, row } of placed) {
        ctx.fillStyle = colour(mark.tone);
        ctx.textAlign = left < x ? 'right' : 'left';
        const at = left < x ? x - 5 : x + 5;
        ctx.strokeText(short(mark.label, 40), at, height(row));
        ctx.fillText(short(mark.label, 40), at, height(row));
      }
      ctx.restore();
    },
  };
}
