import { graphql } from "../gql";

export const CalendarDocument = graphql(`
  query Calendar($code: ID!, $year: Int!, $after: String) {
    hall(code: $code) {
      code
      name
    }
    calendarYear(code: $code, year: $year) {
      year
      version
      publishedThrough
      isProvisional
      workingDays
      mayPublish
      hours {
        beginsOn
        endsOn
        spans
      }
      days {
        ...NamedDay
      }
    }
    calendarVersions(code: $code, after: $after) {
      edges {
        node {
          ...ShownVersion
        }
      }
      pageInfo {
        hasNextPage
        endCursor
      }
    }
  }
  fragment NamedDay on CalendarDay {
    on
    kind
    title
    layer
    version
    source
    isProvisional
  }
  fragment ShownVersion on CalendarVersion {
    version
    layer
    place
    year
    source
    notice
    reason
    personName
    publishedAt
    isCurrent
  }
`);
export const CalendarFileDocument = graphql(`
  query CalendarFile($code: ID!, $year: Int!, $layer: CalendarLayer!) {
    calendarYear(code: $code, year: $year) {
      file(layer: $layer)
    }
  }
`);
export const CalendarPreviewDocument = graphql(`
  query CalendarPreview($hall: ID!, $place: ID!, $file: CalendarFileInput!, $after: String) {
    calendarPreview(hall: $hall, place: $place, file: $file, after: $after) {
      version
      problems {
        line
        code
        given
      }
      errors {
        code
        message
        field
      }
      changes {
        on
        before
        after
        title
      }
      reached {
        hall {
          code
          name
        }
        cases
      }
      cases {
        edges {
          node {
            number
            itemName
            department
            moves {
              clock
              was
              dueAt
            }
          }
        }
        pageInfo {
          hasNextPage
          endCursor
        }
      }
    }
  }
`);
export const PublishCalendarDocument = graphql(`
  mutation PublishCalendar($input: PublishCalendarInput!) {
    act: publishCalendar(input: $input) {
      version {
        version
      }
      problems {
        line
        code
        given
      }
      errors {
        code
        message
        field
      }
    }
  }
`);
