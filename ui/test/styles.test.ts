import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('../src/styles/', import.meta.url);

/** Classes that a style sheet styles by themselves: ".a" of ".a {" and ".b, .a {". */
function bare(css: string): Set<string> {
  const found = new Set<string>();
  const rules = css.replace(/\/\*[\s\S]*?\*\//g, '').matchAll(/([^{}]+)\{/g);
  for (const [, selectors] of rules) {
    for (const s of selectors!.split(',')) {
      const alone = /^\s*\.([a-z][\w-]*)\s*$/.exec(s);
      if (alone) found.add(alone[1]!);
    }
  }
  return found;
}

describe('style sheets', () => {
  // Sheets of single pages are loaded when the page is first opened and stay:
  // a class with two meanings would change the page that was there before.
  it('give a class to one sheet alone', () => {
    const owners = new Map<string, string[]>();
    for (const name of readdirSync(folder).filter((n) => n.endsWith('.css') && n !== 'print.css')) {
      for (const c of bare(readFileSync(new URL(name, folder), 'utf8'))) owners.set(c, [...(owners.get(c) ?? []), name]);
    }
    expect(owners.size).toBeGreaterThan(200);
    expect([...owners].filter(([, of]) => of.length > 1).map(([c, of]) => `.${c}: ${of.join(', ')}`)).toEqual([]);
  });
});
