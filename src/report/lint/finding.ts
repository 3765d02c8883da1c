/** What a reviewer would send the draft back for. */
export interface DraftFinding {
  /** Kebab-case id of the rule. */
  readonly rule: string;
  /** fix: a reviewer rejects it; look: it is often wrong; fill: a person has to add something. */
  readonly level: 'fix' | 'look' | 'fill';
  /** Number of the draft, 0 for the document. */
  readonly draft: number;
  readonly section: string;
  readonly message: string;
}
