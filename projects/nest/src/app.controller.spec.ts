import { Test } from '@nestjs/testing'
import { AppController } from './app.controller'

describe('AppController', () => {
  it('should return "Hello World!"', async () => {
    const app = await Test.createTestingModule({ controllers: [AppController] }).compile()
    expect(app.get(AppController).getHello()).toBe('Hello World!')
    await app.close()
  })
})
