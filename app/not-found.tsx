import Link from "next/link";

export default function NotFound() {
  return (
    <main className="mx-auto grid max-w-prose gap-2 px-4 py-16 text-center">
      <h1 className="font-semibold text-lg">There is no such page</h1>
      <p>
        <Link href="/" className="underline underline-offset-2">
          Go to the sessions
        </Link>
      </p>
    </main>
  );
}
