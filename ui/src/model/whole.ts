// Quotes as a reader sees them. A quote may give a name by its beginning and end
// ("港澳科…化器"); where exactly one name that is mentioned at the same place
// begins and ends so, the name is shown, in the form in which the text has it.

import type { RelationshipRecord } from './graph';

/** Names mentioned at each place of the text, by ref. */
export function formsByPlace(relationships: Iterable<Pick<RelationshipRecord, 'type' | 'refs' | 'quotes'>>): Map<string, string[]> {
  const forms = new Map<string, string[]>();
  for (const r of relationships) {
    if (r.type !== 'MENTIONS') continue;
    r.refs.forEach((ref, i) => {
      const form = r.quotes[i];
      const known = forms.get(ref);
      if (form && known) known.push(form);
      else if (form) forms.set(ref, [form]);
    });
  }
  return forms;
}

/** A quote with the words of a name that it leaves out, or as it is. */
export function wholeQuote(quote: string, forms: string[] | undefined): string {
  const parts = quote.split('…');
  if (parts.length !== 2 || !forms) return quote;
  const [first, last] = parts as [string, string];
  const fits = new Set(forms.filter((f) => f.length > first.length + last.length && f.startsWith(first) && f.endsWith(last)));
  return fits.size === 1 ? [...fits][0]! : quote;
}

/** Writes out the quotes of records in place. */
export function completeQuotes(records: Iterable<{ refs: string[]; quotes: string[] }>, forms: Map<string, string[]>): void {
  for (const r of records) {
    if (r.quotes.some((q) => q.includes('…'))) r.quotes = r.quotes.map((q, i) => wholeQuote(q, forms.get(r.refs[i] ?? '')));
  }
}
