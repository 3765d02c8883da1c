/** Version of the program, equal to package.json (a test holds the two together). */
export const TOOL_VERSION = '0.1.0';

/** Version of the catalogues of conditions and causal rules. */
export const RULES_VERSION = '2026.11';
