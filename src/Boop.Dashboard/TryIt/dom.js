// Builds elements. Whatever comes from a frame gets into the page here, as text and never as markup.

/**
 * @param {string} name of the element
 * @param {string} className
 * @param {...(Node | string)} children strings become text
 */
export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

/** A text of somebody else's: it can turn the direction of its own characters, but not of those around it. */
export function foreign(text) {
  return element('bdi', '', String(text));
}

export function byId(id) {
  return document.getElementById(id);
}
