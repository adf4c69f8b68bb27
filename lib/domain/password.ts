/** Length is what makes a password strong (NIST SP 800-63B); wrong ones are throttled. */
export const MIN_PASSWORD_CHARACTERS = 8;
/** So that nobody keeps the server hashing. */
export const MAX_PASSWORD_CHARACTERS = 128;
