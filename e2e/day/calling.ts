import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it } from 'vitest'
import { openPushService } from '../../server/realtime/testing/push-service.ts'
import { signIn } from '../kit/desk-client.ts'
import { PASSWORD } from '../kit/open-desk.ts'
import { violations } from '../kit/violations.ts'
import { FOUND, type Day } from './day.ts'

/** Called with the desk closed. */
export function calling(day: Day): void {
  it('a desk that is installed and closed is called by a push message, which its worker shows', async () => {
    const { olga, product } = day
    const { page, context, say } = olga
    const service = await openPushService()
    const browser = service.browser('olga')
    const inDatabase = <T>(run: (database: DatabaseSync) => T): T => {
      const database = new DatabaseSync(join(product.dataDir, 'firstline.db'), { timeout: 10_000 })
      try {
        return run(database)
      } finally {
        database.close()
      }
    }
    await context.grantPermissions(['notifications'], { origin: product.helpCentre })
    // The one thing no test has is the push service of the browser's maker: this stands for it.
    await page.addInitScript(({ endpoint, p256dh, auth }) => {
      let subscribed: unknown = null
      Object.assign(PushManager.prototype, {
        getSubscription: async () => subscribed,
        subscribe: async ({ applicationServerKey }: { applicationServerKey: Uint8Array }) =>
          (subscribed = {
            endpoint,
            options: { applicationServerKey: applicationServerKey.buffer },
            toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
            unsubscribe: async () => (subscribed = null),
          }),
      })
    }, browser)
    await olga.goTo('/desk/account')
    await page.getByRole('checkbox', { name: say('attention.desktop') }).check()
    const subscribed = page.waitForResponse(
      (response) => response.url().endsWith('/api/desk/push') && response.request().method() === 'PUT',
    )
    await page.getByRole('checkbox', { name: say('attention.push') }).check()
    expect((await subscribed).status()).toBe(200)
    expect(await violations(page)).toEqual([])

    const cdp = await context.newCDPSession(page)
    expect((await cdp.send('Page.getAppManifest')).errors).toEqual([])
    const registered = Promise.withResolvers<string>()
    cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const own = registrations.find(({ scopeURL }) => scopeURL.endsWith('/desk/'))
      if (own) registered.resolve(own.registrationId)
    })
    await cdp.send('ServiceWorker.enable')
    const registrationId = await registered.promise

    // Away from the desk, in the same browser.
    await page.goto(product.helpCentre)
    const lead = await signIn(product, { email: 'lead@tropa.example', password: PASSWORD })
    const { items } = (await (await lead.get('/api/desk/conversations?view=solved')).json()) as { items: { id: string }[] }
    const { person } = (await (await (await signIn(product, OLGA)).get('/api/desk/me')).json()) as { person: { id: string } }
    const given = await lead.send('POST', `/api/desk/conversations/${items[0]?.id}/tasks`, {
      text: 'Позвонить в типографию',
      dueAt: new Date(Date.now() + 3_600_000).toISOString(),
      assigneeId: person.id,
    })
    expect(given.status).toBe(200)
    // Whoever is at a desk has a while to see it there first.
    inDatabase((database) =>
      database
        .prepare(`update "forYou" set "at" = ? where "kind" = 'task_given'`)
        .run(new Date(Date.now() - 60_000).toISOString()),
    )
    await expect.poll(() => service.delivered.map(({ fact }) => fact.kind), FOUND).toEqual(['task'])
    const [{ fact, headers } = { fact: null, headers: {} }] = service.delivered
    expect(headers.authorization).toMatch(/^vapid t=/)
    // Nothing of the shop's words but what was chosen to be shown.
    expect(fact).toMatchObject({ kind: 'task', locale: 'ru', words: null })

    await cdp.send('ServiceWorker.deliverPushMessage', {
      origin: product.helpCentre,
      registrationId,
      data: JSON.stringify(fact),
    })
    const shown = () =>
      page.evaluate(async () =>
        ((await (await navigator.serviceWorker.getRegistration('/desk/'))?.getNotifications()) ?? []).map(
          ({ title, body, tag, data }) => ({ title, body, tag, data: data as unknown }),
        ),
      )
    await expect.poll(shown, FOUND).toEqual([
      { title: say('attention.said.task'), body: fact?.shop, tag: fact?.key, data: { address: fact?.address } },
    ])

    await olga.goTo('/desk/account')
    await page.getByRole('checkbox', { name: say('attention.push') }).uncheck()
    const left = () => inDatabase((database) => database.prepare('select count(*) as "n" from "pushSubscriptions"').get()?.['n'])
    await expect.poll(left, FOUND).toBe(0)
    await page.getByRole('checkbox', { name: say('attention.desktop') }).uncheck()
    await cdp.detach()
    await service.close()
    await olga.goTo('/desk/inbox')
  })
}
const OLGA = { email: 'olga@tropa.example', password: PASSWORD }
