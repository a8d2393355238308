import { describe, expect, it } from 'vitest'
import { deskRoutes, isOn, unseenRoutes } from '../e2e/support/desk-routes.ts'

describe('the routes that pictures are taken of', () => {
  it('are read from the router', () => {
    expect(deskRoutes()).toEqual(
      expect.arrayContaining(['/', '/register', '/persons/$personId', '/lists/$listId']),
    )
  })

  it('a route without a picture is named', () => {
    expect(isOn('/lists/$listId', '/lists/7?state=invalid')).toBe(true)
    expect(isOn('/lists', '/lists/7')).toBe(false)
    expect(unseenRoutes(['/', '/lists', '/new'], ['/?region=1', '/lists'])).toEqual(['/new'])
  })
})
