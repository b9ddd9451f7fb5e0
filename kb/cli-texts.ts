import { createSay, type EnglishTexts } from '#shared'

const texts = {
  usage: `Usage: npm run kb -- <command> [options]
  import            update the library from content/
  export            write the published library to content/
  check             check spelling, links, placeholders, both languages, alphabets and the golden questions;
                    names facts of the shop that are typed by hand
  match "text"      show what a visitor would get for this text, and why
Options
  --data DIR        data folder (default DATA_DIR or .data)
  --database URL    postgres://… instead of the data folder (default DATABASE_URL)
  --model DIR       sentence encoder (default MODEL_DIR or model/ in the data folder)
  --content DIR     content folder (default CONTENT_DIR or content)
  --site ID         site (default: the first)
  --retire-missing  import: retire answers whose files are gone (otherwise they are only listed)
  --locale ru|en    language of the interface for match (default ru)`,
  filesRead: { one: '{n} file read', other: '{n} files read' },
  imported: '{created} new, {updated} changed, {kept} unchanged',
  written: 'wrote {path}',
  removed: 'removed {path}',
  exported: '{written} written, {removed} removed, {unchanged} unchanged',
  byHand: '{locale}: “{question}”: “{found}” is a fact of the shop: write {placeholder}',
  clean: 'No problems found.',
  problems: { one: '{n} problem', other: '{n} problems' },
  libraryEmpty: 'The library in {place} is empty. Run npm start or npm run kb -- import to fill it.',
  noContent: 'There is no categories.yaml in {folder}.',
  matched: '{verdict}  confidence {confidence}  searched “{searched}”  because {because}',
  golden:
    '{file}: {first} found first ({shown} shown first), {three} in the top three, {oneRight} of single answers right, {escalated} of out-of-scope questions sent to a person',
  goldenFailure: '“{query}” finds {got}, not {expected}',
} satisfies EnglishTexts

/** What the command line says. It speaks English, as logs and settings do. */
export const cliSay = createSay<keyof typeof texts>('en', texts)
