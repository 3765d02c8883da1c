import type { Template, TemplateSection } from './template.js';

function entry(title: string, keys: readonly string[], blanks: readonly string[] = []): TemplateSection {
  return { title, keys, blanks };
}

/** Orders of published postmortem templates, by name. */
export const TEMPLATES: ReadonlyMap<string, Template> = new Map([
  [
    // Site Reliability Engineering (O'Reilly 2016), appendix D.
    'google-sre',
    {
      sections: [
        entry('Summary', ['summary', 'at-a-glance']),
        entry('Impact', ['impact', 'not-affected', 'attribution']),
        entry('Root causes', ['causal-chain', 'contributing', 'loops']),
        entry('Trigger', [], ['What set it off? See the first step of the chain above.']),
        entry('Resolution', ['response']),
        entry('Detection', ['detection', 'diagnosis', 'blind-spots']),
        entry('Action items', ['actions']),
        entry('Lessons learned', ['learning'], ['What went well', 'What went wrong', 'Where we got lucky']),
        entry('Timeline', ['timeline', 'key-figures']),
        entry('Supporting information', ['alternatives', 'gaps']),
      ],
    },
  ],
  [
    // response.pagerduty.com, postmortem template.
    'pagerduty',
    {
      sections: [
        entry('Overview', ['summary', 'at-a-glance', 'key-figures']),
        entry('What happened', ['causal-chain']),
        entry('Contributing factors', ['contributing', 'loops']),
        entry('Resolution', ['response']),
        entry('Impact', ['impact', 'not-affected', 'attribution']),
        entry('Responders', [], ['Who took part, and in which role?']),
        entry('Timeline', ['timeline']),
        entry('How’d we do?', ['detection', 'diagnosis', 'blind-spots', 'learning'], ['What went well?', 'What did not go so well?']),
        entry('Action items', ['actions']),
        entry('Messaging', ['external-text'], ['Internal message']),
        entry('Open questions', ['alternatives', 'gaps']),
      ],
    },
  ],
  [
    // Atlassian incident management handbook, postmortem template.
    'atlassian',
    {
      sections: [
        entry('Incident summary', ['summary', 'at-a-glance', 'key-figures']),
        entry('Lead-up', ['contributing'], ['What changed in the days before?']),
        entry('Fault', ['causal-chain']),
        entry('Impact', ['impact', 'not-affected', 'attribution']),
        entry('Detection', ['detection', 'blind-spots']),
        entry('Response', ['diagnosis', 'response']),
        entry('Recovery', ['loops'], ['How was service restored, and how was that checked?']),
        entry('Timeline', ['timeline']),
        entry('Root cause identification', ['alternatives', 'gaps']),
        entry('Backlog check', [], ['Was there an item in the backlog that would have prevented or shortened this?']),
        entry('Recurrence', [], ['Has this cause been behind another incident?']),
        entry('Lessons learned', ['learning']),
        entry('Corrective actions', ['actions']),
      ],
    },
  ],
]); // prettier-ignore
