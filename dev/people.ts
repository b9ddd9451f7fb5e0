/** Who is there to be tried on; their password opens nothing but this machine's development data. */
export const PEOPLE = {
  admin: { email: 'vera@tropa.example', name: 'Вера Соколова', role: 'admin' },
  lead: { email: 'marta@tropa.example', name: 'Marta Lind', role: 'lead' },
  operator: { email: 'ilya@tropa.example', name: 'Илья Громов', role: 'operator' },
  second: { email: 'nora@tropa.example', name: 'Nora Bell', role: 'operator' },
} as const
export type Who = keyof typeof PEOPLE
export const PASSWORD = 'copper-lantern-48-drift'

export interface Person {
  cookies: string[]
  send(method: string, path: string, body?: unknown): Promise<Response>
}

const person = (origin: string, cookies: string[]): Person => ({
  cookies,
  send: (method, path, body) =>
    fetch(origin + path, {
      method,
      headers: {
        cookie: cookies.map((one) => one.split(';')[0]).join('; '),
        origin,
        'content-type': 'application/json',
        'x-firstline': '1',
      },
      body: method === 'GET' ? null : JSON.stringify(body ?? {}),
      redirect: 'manual',
    }),
})

/** Signs somebody in as the sign-in page does, and keeps the cookies the server set. */
export async function signIn(origin: string, who: Who): Promise<Person> {
  const { email } = PEOPLE[who]
  const answer = await person(origin, []).send('POST', '/api/auth/sign-in/email', { email, password: PASSWORD })
  if (!answer.ok) throw new Error(`signing ${email} in: ${answer.status} ${await answer.text()}`)
  return person(origin, answer.headers.getSetCookie())
}

/** The admin is made at the first start; the others are invited and accept, as people do. */
export async function invitePeople(origin: string): Promise<void> {
  const admin = await signIn(origin, 'admin')
  for (const { email, name, role } of Object.values(PEOPLE)) {
    if (role === 'admin') continue
    const invited = await admin.send('POST', '/api/desk/invitations', { email, name, role })
    if (!invited.ok) throw new Error(`inviting ${email}: ${invited.status} ${await invited.text()}`)
    const { link } = (await invited.json()) as { link: string }
    const token = link.split('#')[1]
    const accepted = await person(origin, []).send('POST', '/api/invitations/accept', {
      token,
      name,
      password: PASSWORD,
    })
    if (!accepted.ok) throw new Error(`accepting for ${email}: ${accepted.status} ${await accepted.text()}`)
  }
}
