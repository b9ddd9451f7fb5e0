import { readFileSync } from 'node:fs'

const stems = new Map<string, string>()
for (const name of ['russian', 'british']) {
  const lines = readFileSync(new URL(`./${name}-stems.txt`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  for (const line of lines) {
    const [one, ...others] = line.split(' ')
    for (const other of others) stems.set(other, one!)
  }
}

/** The stem that stands for all stems of one word (see the README beside this file). */
export const oneStem = (stem: string): string => stems.get(stem) ?? stem
