import type { z } from '@hono/zod-openapi'

/**
 * Binds a schema to the type of the protocol that the other side reads or writes: what one of them demands and the
 * other does not know fails the build. `answering`: what leaves; `asking`: what arrives.
 */
export const answering =
  <Promised>() =>
  <S extends z.ZodType>(schema: S & Alike<z.output<S>, Promised>): S =>
    schema
export const asking =
  <Written>() =>
  <S extends z.ZodType>(schema: S & Alike<z.input<S>, Written>): S =>
    schema

type Alike<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never
