import type { Actor } from '../actor.ts'

/** Who stands behind answers and pictures that came from files. */
export const CONTENT_ACTOR: Actor = { id: 'system:content', name: 'content/', role: 'system' }
