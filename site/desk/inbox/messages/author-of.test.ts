// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { faces } from '../../faces/faces.ts'
import { operators } from '../lists/conversations.ts'
import { authorCalled } from './author-of.ts'

const olga = { id: 'p_olga', name: 'Ольга Ким' }
const ivan = { id: 'p_ivan', name: 'Иван' }
const present = (people: { id: string; name: string }[]) => {
  operators.value = people.map((one) => ({ ...one }) as (typeof operators.value)[number])
}

describe('who wrote, among colleagues', () => {
  afterEach(() => {
    operators.value = []
    faces.value = []
  })
  it('is whoever answers, under the name the desk knows, not the one their visitor is told', () => {
    present([olga, ivan])
    const detail = { site: 'shop', operator: { id: olga.id, name: 'Специалист' } }
    expect(authorCalled('Специалист', detail)).toBe('Ольга Ким')
  })
  it('is whoever has said they are called so there, once somebody else answers', () => {
    present([olga, ivan])
    faces.value = [{ personId: olga.id, site: 'shop', photo: null, names: { ru: 'Ася' }, roles: {} }]
    const operator = { id: ivan.id, name: 'Иван' }
    expect(authorCalled('Ася', { site: 'shop', operator })).toBe('Ольга Ким')
    expect(authorCalled('Ася', { site: 'other', operator })).toBe('Ася')
  })
  it('is who has written under the name here, whoever else is called so', () => {
    present([olga, ivan, { id: 'p_other', name: 'Ася' }])
    const detail = { site: 'shop', operator: { id: ivan.id, name: 'Иван' }, wrote: [{ id: olga.id, name: 'Ася' }] }
    expect(authorCalled('Ася', detail)).toBe('Ольга Ким')
  })
  it('keeps the name that was told of whoever is no longer at the desk', () => {
    expect(authorCalled('Пётр', { site: 'shop', operator: null })).toBe('Пётр')
    expect(authorCalled('Лиза', { site: 'shop', operator: { id: 'p_gone', name: 'Лиза' } })).toBe('Лиза')
  })
})
