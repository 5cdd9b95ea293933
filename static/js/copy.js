// Copying of citations: puts today's date where the date of access stands, and
// a button under each citation. Without it the text can be selected.
(function () {
  'use strict'
  var box = document.querySelector('[data-copy]')
  if (!box) return
  var now = new Date()
  var lang = document.documentElement.lang
  var status = document.createElement('p')
  status.className = 'vh'
  status.setAttribute('role', 'status')

  function month (length) {
    return new Intl.DateTimeFormat(lang, { month: length }).format(now)
  }

  // The date as each style writes it.
  var dates = {
    'c-vancouver': [now.getFullYear(), month('short'), now.getDate()],
    'c-apa': [month('long'), now.getDate() + ',', now.getFullYear()],
    'c-harvard': [now.getDate(), month('long'), now.getFullYear()]
  }

  function select (text) {
    var range = document.createRange()
    range.selectNodeContents(text)
    var selection = window.getSelection()
    selection.removeAllRanges()
    selection.addRange(range)
  }

  function tell (message, style) {
    status.textContent = ''
    window.setTimeout(function () { status.textContent = message.replace('{style}', style) }, 50)
  }

  // From a disk, or where the reader forbids it, there is no clipboard: then
  // the old command is tried, and the selected text is left to the reader.
  function fallBack (text, style) {
    select(text)
    var done = false
    try { done = document.execCommand('copy') } catch (_) {}
    tell(done ? box.dataset.copied : box.dataset.select, style)
  }

  function copy (text, style) {
    if (!navigator.clipboard) return fallBack(text, style)
    navigator.clipboard.writeText(text.textContent.trim()).then(
      function () { tell(box.dataset.copied, style) },
      function () { fallBack(text, style) }
    )
  }

  box.querySelectorAll('[id]').forEach(function (text) {
    var style = text.previousElementSibling.textContent
    var date = text.querySelector('span')
    if (date && dates[text.id]) date.textContent = dates[text.id].join(' ')
    var place = document.createElement('dd')
    place.className = 'acts'
    var button = document.createElement('button')
    button.type = 'button'
    button.className = 'btn'
    button.textContent = box.dataset.copy.replace('{style}', style)
    button.addEventListener('click', function () { copy(text, style) })
    place.appendChild(button)
    text.insertAdjacentElement('afterend', place)
  })
  box.parentNode.insertBefore(status, box.nextSibling)
})()
