/**
 * National phone numbers, by libphonenumber-js (Google's metadata in its small form), which is bundled into the command.
 * @module
 */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';

/** A number as it is dialled in a country, in E.164; null where it is none, or no country is known. */
export function phoneNumber(text: string, country: string | null): string | null {
  const code = country?.trim().toUpperCase();
  const found = parsePhoneNumberFromString(text, code !== undefined && /^[A-Z]{2}$/.test(code) ? (code as CountryCode) : undefined);
  return found?.isPossible() ? found.number : null;
}
