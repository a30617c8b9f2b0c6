const config = {
  transform: {},
}

export { config as default }
