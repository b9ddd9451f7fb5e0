import { join } from 'node:path'

/** As in `npm start`. */
export const NODE_OPTIONS = ['--no-memory-protection-keys']
/** What Node compiles once serves all processes of all tests: half of a start is reading modules. As in `npm start`. */
export const COMPILED = { NODE_COMPILE_CACHE: join(import.meta.dirname, '../../node_modules/.cache/firstline') }
