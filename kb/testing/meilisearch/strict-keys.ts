import { Refused } from './strict-refusals.ts'

export interface Key {
  name: string | null
  description: string | null
  key: string
  uid: string
  actions: string[]
  indexes: string[]
  expiresAt: null
}

const NAMELESS = { name: null, description: null, expiresAt: null }

export class KeyRing {
  private keys: Key[] = []
  private readonly masterKey: string

  constructor(masterKey: string) {
    this.masterKey = masterKey
  }

  /** The key of a request that may do `action` ('' for everybody), with the index `uid` if it is of one. */
  of(header: string | undefined, action: string, uid: string | undefined): Key {
    const given = /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? ''
    if (action === '' || given === this.masterKey)
      return { ...NAMELESS, uid: '', actions: ['*'], indexes: ['*'], key: given }
    if (given === '') throw Refused.noKey()
    const key = this.keys.find((one) => one.key === given)
    const may = key?.actions.some((one) => one === '*' || one === action || one === `${action.split('.')[0]}.*`)
    if (!key || !may) throw Refused.key()
    if (uid !== undefined && !mayUse(key, uid)) throw Refused.keyOfOtherIndexes(uid, key.indexes)
    return key
  }

  add(key: string, actions: string[], indexes: string[]): void {
    this.keys.push({ ...NAMELESS, key, actions, indexes, uid: crypto.randomUUID() })
  }

  /** As somebody else might. */
  clear(): void {
    this.keys = []
  }

  list() {
    return { results: this.keys.map(presentKey), offset: 0, limit: 1000, total: this.keys.length }
  }

  get(uid: string) {
    return presentKey(this.held(uid))
  }

  create(body: Omit<Key, 'key' | 'uid'> & { uid?: string }) {
    const uid = body.uid ?? crypto.randomUUID()
    if (this.keys.some((one) => one.uid === uid)) throw Refused.keyExists(uid)
    const made: Key = { ...body, uid, key: `scoped-${crypto.randomUUID()}` }
    this.keys.push(made)
    return presentKey(made)
  }

  remove(uid: string): void {
    this.keys.splice(this.keys.indexOf(this.held(uid)), 1)
  }

  private held(uid: string): Key {
    const key = this.keys.find((one) => one.uid === uid)
    if (!key) throw Refused.keyNotFound(uid)
    return key
  }
}

export const mayUse = ({ indexes }: Key, uid: string): boolean =>
  indexes.some((one) => one === uid || (one.endsWith('*') && uid.startsWith(one.slice(0, -1))))

const presentKey = (key: Key) => ({ ...key, createdAt: '', updatedAt: '' })
