import { type Arbitrary, array, constantFrom, double, integer, oneof, string, anything } from 'fast-check'
import { HOSTILE_TEXTS } from '../kit/hostile-texts.ts'

/**
 * A run of the tests tries what a seed draws, the same each time; `FUZZ_RUNS=250000 npx vitest run --project e2e e2e/fuzz`
 * tries as many new ones in each of the four files. What fails names its seed.
 */
export const runs = (usual: number): { numRuns: number; seed?: number; endOnFailure?: boolean } => {
  const given = Number(process.env.FUZZ_RUNS ?? 0)
  return given > 0 ? { numRuns: given } : { numRuns: usual, seed: 20_261_127 }
}

/** Texts that have broken readers of texts: lone surrogates, NUL, marks of direction, very long ones, markup, numbers in disguise. */
export const awkwardText: Arbitrary<string> = oneof(
  string({ maxLength: 60 }),
  string({ unit: 'binary', maxLength: 60 }),
  constantFrom(...HOSTILE_TEXTS),
  constantFrom(
    ...[
      '',
      ' ',
      '\u0000',
      '\ud800',
      'a\udc00b',
      '\u202e\u200b',
      '\ufeff',
      '%00',
      '%',
      '%ff',
      '../../etc/passwd',
      '-1',
      '1e309',
      'NaN',
    ],
    ...[
      'null',
      'true',
      '[object Object]',
      '__proto__',
      'constructor',
      "' or 1=1 --",
      '"',
      '\\',
      '{{visitor.name}}',
      '٣',
      'ß',
      'İ',
      '👩‍👩‍👧',
    ],
    ...[
      'доставка',
      'Сколько стоит доставка?',
      'a@b.example',
      '2026-02-30',
      '9999-12-31T23:59:59.999Z',
      'ru',
      'en',
      'tropa',
    ],
  ),
  array(constantFrom('а', '\n', '"', '{', '`', '\u0301', '👍'), { minLength: 1, maxLength: 3 }).chain((unit) =>
    integer({ min: 1, max: 3_000 }).map((times) => unit.join('').repeat(times)),
  ),
)
export const awkwardNumber: Arbitrary<number> = oneof(
  integer({ min: -3, max: 12 }),
  integer(),
  double(),
  constantFrom(2 ** 31, 2 ** 53, -(2 ** 53) - 2, 1e21, Number.MAX_VALUE, -0),
)

/** Any value of JSON that is in no schema. */
export const awkwardValue: Arbitrary<unknown> = oneof(
  awkwardText,
  awkwardNumber,
  constantFrom<unknown>(
    null,
    true,
    false,
    undefined,
    [],
    {},
    [[]],
    [null],
    { toString: 1 },
    { length: -1 },
    { then: 1 },
  ),
  anything({ maxDepth: 2, maxKeys: 4 }),
)
