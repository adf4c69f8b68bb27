"use client";
import { useQuery } from "@tanstack/react-query";
import { peopleQuery } from "@/lib/queries/people";

export function PeopleView() {
  const { data } = useQuery(peopleQuery());
  return <p>{data?.people.length}</p>;
}
