/** Who acts. Roles are decided at the edge; the library only asks whether a person may approve. */
export interface Person {
  id: string
  name: string
}
export interface Actor extends Person {
  role: 'operator' | 'lead' | 'admin' | 'system'
}
