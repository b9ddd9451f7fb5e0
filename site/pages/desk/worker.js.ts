import type { APIRoute } from 'astro'
import { INTERFACE_LOCALES } from '#shared'
import { CALL_KINDS } from '#protocol'
import { pushWorker, type WorkerWords } from '../../desk/attention/worker.ts'
import { deskTexts } from '../../locales/desk/texts.ts'

const words = Object.fromEntries(
  INTERFACE_LOCALES.map((locale) => [
    locale,
    Object.fromEntries(CALL_KINDS.map((kind) => [kind, deskTexts[locale][`attention.said.${kind}`]])),
  ]),
) as WorkerWords

/** Registered only where somebody has asked to be called with the desk closed; its folder is its scope. */
export const GET: APIRoute = () =>
  new Response(`;(${pushWorker.toString()})(self, ${JSON.stringify(words)})\n`, {
    headers: { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-cache' },
  })
