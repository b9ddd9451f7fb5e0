import {
  type Arbitrary,
  array,
  boolean,
  constant,
  constantFrom,
  double,
  integer,
  oneof,
  record,
  stringMatching,
} from 'fast-check'
import { awkwardNumber, awkwardText, awkwardValue } from './runs.ts'

/** What is read of a JSON Schema here. */
export interface JsonSchema {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  items?: JsonSchema
  minItems?: number
  properties?: Record<string, JsonSchema>
  required?: string[]
  /** Of every key that is not named; `required` may name keys that have no other schema. */
  additionalProperties?: boolean | JsonSchema
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  allOf?: JsonSchema[]
  $ref?: string
}

/** One field in so many is of no schema at all, so that most requests get past the door and some break it. */
const ASTRAY = 12

/** Values of a schema, mostly: texts of the awkward kind, numbers at the edge, now and then something else in its place. */
export function drawnFrom(schema: JsonSchema | undefined, resolve: (ref: string) => JsonSchema): Arbitrary<unknown> {
  const own = (): Arbitrary<unknown> => {
    if (!schema) return awkwardValue
    if (schema.$ref) return drawnFrom(resolve(schema.$ref), resolve)
    if (schema.const !== undefined) return constant(schema.const)
    if (schema.enum) return constantFrom(...schema.enum)
    const one = schema.anyOf ?? schema.oneOf
    if (one) return oneof(...one.map((each) => drawnFrom(each, resolve)))
    if (schema.allOf?.[0]) return drawnFrom(schema.allOf[0], resolve)
    const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
    switch (type) {
      case 'string':
        return textOf(schema)
      case 'integer':
        return oneof(integer(boundsOf(schema)), awkwardNumber)
      case 'number':
        return oneof(double({ ...boundsOf(schema), noNaN: true }), awkwardNumber)
      case 'boolean':
        return boolean()
      case 'null':
        return constant(null)
      case 'array':
        return array(drawnFrom(schema.items, resolve), { minLength: schema.minItems ?? 0, maxLength: 4 })
      case 'object':
        return objectOf(schema, (one) => drawnFrom(one, resolve))
      default:
        return awkwardValue
    }
  }
  return oneof({ weight: ASTRAY - 1, arbitrary: own() }, { weight: 1, arbitrary: awkwardValue })
}

function objectOf(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  draw: (schema: JsonSchema | undefined) => Arbitrary<unknown>,
): Arbitrary<unknown> {
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined
  const names = [...new Set([...Object.keys(properties), ...required])]
  return record(Object.fromEntries(names.map((name) => [name, draw(properties[name] ?? others)])), {
    requiredKeys: required,
  })
}

const boundsOf = ({ minimum = 0, maximum = 1_000 }: JsonSchema) => ({
  min: Math.max(minimum, -1_000),
  max: Math.min(maximum, 1_000),
})

function textOf({ pattern, maxLength }: JsonSchema): Arbitrary<string> {
  const texts = [awkwardText.map((text) => (maxLength === undefined ? text : text.slice(0, maxLength))), awkwardText]
  if (pattern && !/\\p|\(\?[<!=]/.test(pattern)) {
    try {
      return oneof(stringMatching(new RegExp(pattern)), ...texts)
    } catch {
      // Not a pattern that can be drawn from: texts then have to do.
    }
  }
  return oneof(...texts)
}
