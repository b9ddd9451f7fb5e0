/** Who acts. Roles are decided at the edge; the library only asks whether a person may approve. */
export interface Person {
  id: string
  name: string
}
export interface Actor extends Person {
  role: 'operator' | 'lead' | 'admin' | 'system'
}

/** Who stands behind answers and pictures that came from files. */
export const CONTENT_ACTOR: Actor = { id: 'system:content', name: 'content/', role: 'system' }
