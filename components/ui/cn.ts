import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. Of two that set the same property it is the stylesheet that says which wins, so what a primitive sets
 * is changed by its variants and not from outside.
 */
export function cn(...values: ClassValue[]): string {
  return clsx(values);
}
