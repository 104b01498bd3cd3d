// Generated from backend.yaml: what GraphQL looks up. Change the blueprint, not this file.
#nullable enable

using SampleService.Features;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>What the schema is, and what answers it.</summary>
internal static class GraphTables
{
    /// <summary>Levels that a document may nest.</summary>
    public const int MaxDepth = 10;

    /// <summary>Values that a document may ask for.</summary>
    public const int MaxComplexity = 5000;

    /// <summary>Fields at the root of a document.</summary>
    public const int MaxRootFields = 10;

    /// <summary>Whether everybody may ask what the schema is.</summary>
    public const bool OpenSchema = false;

    /// <summary>Subscriptions of an instance.</summary>
    public const int MaxSubscriptions = 1000;

    /// <summary>Subscriptions of a caller at an instance.</summary>
    public const int MaxSubscriptionsPerCaller = 10;

    /// <summary>Events that wait for one subscriber; whoever lets more wait is too slow.</summary>
    public const int SubscriptionQueue = 100;

    /// <summary>The fields at the root.</summary>
    public static readonly GraphOperation[] Operations =
    [
        new("Mutation", "createSampleNote", "createSampleNote", "POST", "/api/v1/sample-notes", GraphAnswer.Object),
        new("Query", "sampleNote", "getSampleNote", "GET", "/api/v1/sample-notes/{id}", GraphAnswer.Object),
        new("Query", "sampleNotes", "listSampleNotes", "GET", "/api/v1/sample-notes", GraphAnswer.Page),
        new("Mutation", "updateSampleNote", "updateSampleNote", "PUT", "/api/v1/sample-notes/{id}", GraphAnswer.Object),
        new("Mutation", "deleteSampleNote", "deleteSampleNote", "DELETE", "/api/v1/sample-notes/{id}", GraphAnswer.Nothing),
        new("Query", "countSampleNotes", "countSampleNotes", "GET", "/api/v1/sample-notes/count-sample-notes", GraphAnswer.Object),
    ];

    /// <summary>The fields that lead from rows to others.</summary>
    public static readonly GraphRelation[] Relations =
    [
        new ETag<SampleNote>("SampleNote", static db => db.SampleNotes),
    ];

    /// <summary>The events that callers can subscribe to.</summary>
    public static readonly GraphEvent[] Events =
    [
        new("noteClosed", "sample-service.note-closed.v1", "getSampleNote"),
        new("noteWritten", "sample-service.note-written.v1", "getSampleNote"),
    ];

    /// <summary>The schema, as in schema.graphql.</summary>
    public const string Sdl =
        """""
        # Generated from backend.yaml. Change the blueprint, not this file.
        """An instant in UTC: 2030-01-31T13:45:00Z."""
        scalar DateTime

        """A day: 2030-01-31."""
        scalar Date

        """A time of day: 13:45:00."""
        scalar Time

        """An exact decimal number."""
        scalar Decimal

        """A whole number of 64 bits."""
        scalar Long

        """Bytes in Base64."""
        scalar Base64

        """Any JSON value."""
        scalar Json

        type Query {
          """Shows one sample note."""
          sampleNote(id: ID!): SampleNote
          """Lists sample notes a page at a time, newest first."""
          sampleNotes(first: Int, after: String, sort: String, q: String, state: NoteState): SampleNoteConnection
          """Count sample notes."""
          countSampleNotes(from: Date, to: Date, limit: Int): CountSampleNotesReport
        }

        type Mutation {
          """Adds a sample note."""
          createSampleNote(input: SampleNoteInput!): SampleNote
          """Replaces all writable values of a sample note, unless it has changed since it was read."""
          updateSampleNote(id: ID!, ifMatch: String!, input: SampleNoteInput!): SampleNote
          """Removes a sample note."""
          deleteSampleNote(id: ID!): Boolean
        }

        type Subscription {
          """note closed, of every sample note that the caller may read, or of the one that is named."""
          noteClosed(id: ID): NoteClosedEvent!
          """note written, of every sample note that the caller may read, or of the one that is named."""
          noteWritten(id: ID): NoteWrittenEvent!
        }

        """What is told of note closed."""
        type NoteClosedEvent {
          """Names the event; the same for all who are told of it."""
          id: ID!
          """When it happened."""
          occurredAt: DateTime!
          """What it tells, as it was when it happened."""
          payload: NoteClosedPayload!
          """The row, as it is by now."""
          row: SampleNote!
        }

        """Values of note closed."""
        type NoteClosedPayload {
          noteId: ID!
          title: String!
          state: NoteState!
          stars: Int
          due: Date
        }

        """What is told of note written."""
        type NoteWrittenEvent {
          """Names the event; the same for all who are told of it."""
          id: ID!
          """When it happened."""
          occurredAt: DateTime!
          """What it tells, as it was when it happened."""
          payload: NoteWrittenPayload!
          """The row, as it is by now."""
          row: SampleNote!
        }

        """Values of note written."""
        type NoteWrittenPayload {
          id: ID!
        }

        """Values of note state."""
        enum NoteState {
          open
          done
        }

        """One sample note."""
        type SampleNote {
          """Identifies it."""
          id: ID!
          title: String!
          state: NoteState!
          stars: Int
          due: Date
          picture: String
          """Id of the sample account that is its author."""
          authorId: ID!
          """When it was created."""
          createdAt: DateTime!
          """When it last changed."""
          updatedAt: DateTime!
          """Names its version; a change has to name it, as ifMatch."""
          etag: String
        }

        """All writable values of a sample note; what is left out takes its default, or becomes null."""
        input SampleNoteInput {
          title: String!
          state: NoteState
          stars: Int
          due: Date
        }

        """The figures of one group of count sample notes."""
        type CountSampleNotesGroup {
          state: NoteState!
          """The month, in UTC."""
          month: String
          notes: Int!
          stars: Long!
        }

        """The figures of count sample notes."""
        type CountSampleNotesReport {
          """The groups, in order."""
          items: [CountSampleNotesGroup!]!
          """Whether there are no more groups."""
          isComplete: Boolean!
        }

        type SampleNoteConnection {
          edges: [SampleNoteEdge!]!
          nodes: [SampleNote!]!
          pageInfo: PageInfo!
        }

        type SampleNoteEdge {
          cursor: String!
          node: SampleNote!
        }

        """Where a page stands among all rows."""
        type PageInfo {
          hasNextPage: Boolean!
          hasPreviousPage: Boolean!
          startCursor: String
          endCursor: String
        }
        """"";
}
