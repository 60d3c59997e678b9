import type { Value } from './fit-report.ts';
import type { Rich } from './rich.ts';

/**
 * What a page shows, as plain data: sections of blocks. It holds no markup and can be written as JSON, so that a page can
 * also be drawn anew from sections that it is sent.
 */
export interface Section {
  /** Fragment of the address. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** One element of a section. */
export type Block =
  | { readonly kind: 'text'; readonly text: Rich }
  | { readonly kind: 'heading'; readonly text: Rich; readonly colour?: ColourName }
  | { readonly kind: 'facts'; readonly facts: readonly Fact[] }
  | { readonly kind: 'legend'; readonly entries: readonly LegendEntry[] }
  | { readonly kind: 'table'; readonly table: Table }
  | { readonly kind: 'figures'; readonly size: FigureSize; readonly figures: readonly Figure[] }
  | { readonly kind: 'thumbnails'; readonly caption: Rich; readonly thumbnails: readonly Thumbnail[] }
  /** Beside each other where there is room. */
  | { readonly kind: 'columns'; readonly columns: readonly (readonly Block[])[] }
  /** One of several is shown; the reader chooses. */
  | { readonly kind: 'views'; readonly label: string; readonly views: readonly View[] }
  | {
      readonly kind: 'details';
      readonly summary: Rich;
      readonly open: boolean;
      readonly blocks: readonly Block[];
    }
  | { readonly kind: 'code'; readonly label: string; readonly text: string }
  | { readonly kind: 'references'; readonly references: readonly Citation[] };

/** A number with its name. */
export interface Fact {
  readonly label: Rich;
  readonly value: Rich;
  readonly note?: Rich;
}

export interface View {
  readonly label: Rich;
  readonly blocks: readonly Block[];
}

export interface LegendEntry {
  readonly label: Rich;
  readonly colour: ColourName;
  readonly shape: 'line' | 'dashed' | 'dotted' | 'band' | 'dot';
}

/** A work to cite; `url` is http or https. */
export interface Citation {
  readonly text: string;
  readonly link?: { readonly label: string; readonly url: string };
}

/** Rows in groups, each under an optional row of its own. */
export interface Table {
  readonly caption: Rich;
  readonly columns: readonly Column[];
  readonly groups: readonly {
    readonly head?: readonly Cell[];
    readonly rows: readonly (readonly Cell[])[];
  }[];
}

export interface Column {
  readonly label: Rich;
  readonly align: 'text' | 'number';
}

/** A cell is text, or values drawn on a scale. */
export type Cell = Rich | Strip;

/** Values with their spread on a common horizontal scale from 0. */
export interface Strip {
  readonly max: number;
  /** A value to compare with. */
  readonly rule: number;
  readonly values: readonly { readonly value: Value; readonly error: Value; readonly colour: ColourName }[];
}

export type FigureSize = 'small' | 'medium';

/** Panels above each other with one x axis. */
export interface Figure {
  readonly title: Rich;
  /** What the figure shows, for those who do not see it. */
  readonly description: string;
  readonly caption?: Rich;
  readonly x: Axis;
  readonly panels: readonly Panel[];
  /** The numbers that are drawn. */
  readonly table: Table;
}

export interface Panel {
  readonly y: Axis;
  /** Share of the height. */
  readonly share: number;
  readonly marks: readonly Mark[];
}

/** A continuous axis, or one with a place for each label (0, 1, ... from the top). */
export type Axis = NumberAxis | { readonly kind: 'category'; readonly labels: readonly Rich[] };

export interface NumberAxis {
  readonly kind: 'linear' | 'log';
  readonly domain: readonly [number, number];
  readonly label?: Rich;
  /** Numbers between whole ones mean nothing. */
  readonly whole?: boolean;
  /** Ticks in place of numbers: parts of the axis with a name each. */
  readonly parts?: readonly { readonly from: number; readonly to: number; readonly label: Rich }[];
}

/** Something drawn in a panel, in units of its axes. Points that are not numbers are gaps. `name` is for the read-out. */
export type Mark =
  | {
      readonly kind: 'band';
      readonly x: readonly Value[];
      readonly low: readonly Value[];
      readonly high: readonly Value[];
      readonly colour: ColourName;
      readonly name?: string | undefined;
    }
  | {
      readonly kind: 'line';
      readonly x: readonly Value[];
      readonly y: readonly Value[];
      readonly colour: ColourName;
      readonly style?: 'solid' | 'dashed' | 'dotted';
      readonly name?: string | undefined;
    }
  /** Many thin lines, drawn as one. */
  | {
      readonly kind: 'curves';
      readonly curves: readonly { readonly x: readonly Value[]; readonly y: readonly Value[] }[];
      readonly colour: ColourName;
    }
  | {
      readonly kind: 'points';
      readonly x: readonly Value[];
      readonly y: readonly Value[];
      /** Half length of the error bars. */
      readonly error?: readonly Value[];
      readonly colour: ColourName;
      readonly size: 'fine' | 'normal';
      readonly name?: string | undefined;
    }
  /** A short horizontal line for each point, in a box of its error; `lines`: false draws the boxes alone. */
  | {
      readonly kind: 'steps';
      readonly x: readonly Value[];
      readonly y: readonly Value[];
      readonly error: readonly Value[];
      /** In units of x, which is linear. */
      readonly halfWidth: number;
      readonly lines: boolean;
      readonly colour: ColourName;
      readonly name?: string | undefined;
    }
  /** Horizontal bars at `y`, of a width in pixels. */
  | {
      readonly kind: 'intervals';
      readonly y: readonly Value[];
      readonly low: readonly Value[];
      readonly high: readonly Value[];
      readonly width: number;
      readonly colour: ColourName;
    }
  /** Columns between neighbouring edges, from 0. */
  | {
      readonly kind: 'columns';
      readonly edges: readonly number[];
      readonly heights: readonly number[];
      readonly colour: ColourName;
    }
  | { readonly kind: 'rule'; readonly axis: 'x' | 'y'; readonly at: number };

/** A small plot without axes. */
export interface Thumbnail {
  readonly label: string;
  /** What it shows, in words. */
  readonly description: string;
  readonly failed: boolean;
  readonly x: NumberAxis;
  readonly y: NumberAxis;
  readonly marks: readonly Mark[];
}

/** The colours of a page; each has a light and a dark value. */
export type ColourName =
  | 'g'
  | 'u'
  | 'd'
  | 's'
  | 'c'
  | 'b'
  | 'photon'
  | 'fit1'
  | 'fit2'
  | 'fit3'
  | 'fit4'
  | 'training'
  | 'validation'
  | 'data'
  | 'reference'
  | 'range';
