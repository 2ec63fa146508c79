/** Returns the short reference of an assessment, such as AS-0012. */
export function assessmentRef(number: number): string {
  return `AS-${String(number).padStart(4, "0")}`;
}

/** Returns how an assessment is called: by its questionnaire and what is assessed. */
export function assessmentTitle(template: string, subject: string): string {
  const title = `${template}: ${subject}`;
  return title.length > 300 ? `${title.slice(0, 299)}…` : title;
}
