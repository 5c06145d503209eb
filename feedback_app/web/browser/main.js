// Starts what a page asks for: data-module="exit-page" loads exit-page.js and calls its start(element).
const govuk = () => import("./govuk-frontend.js");

async function startComponents() {
  if (!document.querySelector('[data-module^="govuk-"]')) return;
  const { createAll, CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Tabs } = await govuk();
  const language = { i18nLocale: document.documentElement.lang };
  for (const part of [CharacterCount, Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, Tabs]) {
    createAll(part, language);
  }
}

async function startOurs() {
  const asked = document.querySelectorAll('[data-module]:not([data-module^="govuk-"])');
  for (const element of asked) {
    const { start } = await import(`./${element.dataset.module}.js`);
    start(element);
  }
}

document.body.classList.add("js-enabled", "govuk-frontend-supported");
startOurs();
startComponents();
