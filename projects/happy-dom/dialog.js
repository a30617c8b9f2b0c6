exports.openDialog = (document, text) => {
  const dialog = document.createElement('dialog')
  dialog.textContent = text
  document.body.append(dialog)
  return dialog
}
