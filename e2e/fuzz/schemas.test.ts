import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '@hono/zod-openapi'
import { assert, property } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawnFrom, type JsonSchema } from './json-schema.ts'
import { awkwardValue, runs } from './runs.ts'

const ROOT = join(import.meta.dirname, '../../server')
const CASES = 9_500

const files = [
  join(ROOT, 'realtime/asking/schemas.ts'),
  ...(readdirSync(join(ROOT, 'http/schemas'), { recursive: true }) as string[])
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => join(ROOT, 'http/schemas', name)),
]
const schemas = (
  await Promise.all(files.map(async (file) => Object.entries((await import(file)) as Record<string, unknown>)))
)
  .flat()
  .filter((entry): entry is [string, z.ZodType] => entry[1] instanceof z.ZodType)

/** Null: a shape that JSON Schema cannot say. */
function described(schema: z.ZodType): JsonSchema | null {
  try {
    return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as JsonSchema
  } catch {
    return null
  }
}

describe('schemas under values of any kind', () => {
  it('are found', () => expect(schemas.length).toBeGreaterThan(60))

  it('say yes or no to each, and throw at none', () => {
    const { numRuns, ...settings } = runs(CASES)
    for (const [name, schema] of schemas) {
      const json = described(schema)
      const values = json ? drawnFrom(json, (ref) => refIn(json, ref)) : awkwardValue
      assert(
        property(values, (value) => {
          const parsed = schema.safeParse(value)
          if (!parsed.success) expect(parsed.error.issues.length, name).toBeGreaterThan(0)
        }),
        { ...settings, numRuns: Math.ceil(numRuns / schemas.length) },
      )
    }
  }, 3_600_000)
})

const refIn = (json: JsonSchema, ref: string): JsonSchema =>
  ref === '#' ? json : ((json as { $defs?: Record<string, JsonSchema> }).$defs?.[ref.split('/').at(-1) ?? ''] ?? {})
