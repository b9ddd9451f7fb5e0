import { io, type Socket } from 'socket.io-client'
import type { Product } from './product.ts'
import { ADMIN } from './product.ts'

/** Somebody signed in at the desk, over plain HTTP. */
export interface DeskClient {
  cookie: string
  get(path: string): Promise<Response>
  send(method: string, path: string, body?: unknown): Promise<Response>
}

const client = (product: Product, cookie: string): DeskClient => ({
  cookie,
  get: (path) => fetch(product.helpCentre + path, { headers: { cookie }, redirect: 'manual' }),
  send: (method, path, body = {}) =>
    fetch(product.helpCentre + path, {
      method,
      headers: { cookie, origin: product.helpCentre, 'content-type': 'application/json', 'x-firstline': '1' },
      body: method === 'GET' ? null : JSON.stringify(body),
      redirect: 'manual',
    }),
})

export async function signIn(product: Product, { email, password } = ADMIN): Promise<DeskClient> {
  const response = await client(product, '').send('POST', '/api/auth/sign-in/email', { email, password })
  if (!response.ok) throw new Error(`sign-in: ${response.status} ${await response.text()}`)
  return client(
    product,
    response.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; '),
  )
}

/** Invites somebody and accepts for them, as the link would. */
export async function addPerson(
  product: Product,
  admin: DeskClient,
  person: { email: string; name: string; role: 'operator' | 'lead' | 'admin' },
): Promise<DeskClient> {
  const password = 'another-long-password'
  const invited = await admin.send('POST', '/api/desk/invitations', person)
  const { link } = (await invited.json()) as { link: string }
  const accepted = await client(product, '').send('POST', '/api/invitations/accept', {
    token: link.split('#')[1],
    name: person.name,
    password,
  })
  if (!accepted.ok) throw new Error(`accept: ${accepted.status} ${await accepted.text()}`)
  return signIn(product, { email: person.email, password })
}

export const anonymous = (product: Product): DeskClient => client(product, '')

/** The desk's live line for whoever holds this cookie; rejects with the refusal. */
export const deskSocket = (product: Product, cookie: string): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = io(`${product.helpCentre}/desk`, {
      path: '/api/live',
      transports: ['websocket'],
      auth: { protocol: 1 },
      extraHeaders: { cookie, origin: product.helpCentre },
      reconnection: false,
    })
    socket.once('connect', () => resolve(socket)).once('connect_error', reject)
  })
