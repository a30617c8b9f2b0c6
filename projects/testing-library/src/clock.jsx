import { useEffect, useState } from 'react'

export function Clock({ every = 1000 }) {
  const [ticks, setTicks] = useState(0)
  useEffect(() => {
    const timer = setInterval(() => setTicks((now) => now + 1), every)
    return () => clearInterval(timer)
  }, [every])
  return <p role="timer">{ticks}</p>
}
