using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Planning;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>What the README of a delivery says of subscriptions.</summary>
internal static class SubscriptionReadme
{
    public static string Text(IReadOnlyList<GraphSubscription> subscriptions, ServicePlan plan)
    {
        var options = plan.Options<GraphQlOptions>("graphql");
        var rows = subscriptions.Select(static told =>
            $"| `{told.Name}` | `{told.Reader.OperationId}` | {string.Join(", ", told.Payload.Select(static value => value.Name))} |"
        );
        var ended = Sessions.AreUsed(plan.Blueprint) ? "the token or the session" : "the token";
        return $$"""
            A `POST /graphql` of a `subscription` with `Accept: text/event-stream` is answered by server-sent events (GraphQL over SSE,
            distinct connections mode), with the same token as any other call:

            ```
            curl -N https://HOST/graphql -H "Authorization: Bearer $TOKEN" -H "Accept: text/event-stream" \
              -H "Content-Type: application/json" -d '{"query": "subscription { {{subscriptions[0].Name}} { occurredAt row { id } } }"}'
            ```

            | subscription | is told to whoever may call | payload |
            |---|---|---|
            {{string.Join('\n', rows)}}

            The row is read for each subscriber when it is told; who may not read it hears nothing. All instances hear all events, within a
            second or two. A stream ends with an error that says why: `unauthorized` when {{ended}} has ended,
            `subscriber-too-slow` when more than {{options.SubscriptionQueue}} events wait, `unavailable` when the instance ends. What
            happens while nobody listens is not told later: after subscribing again, read what you follow. A caller has at most
            {{options.MaxSubscriptionsPerCaller}} at an instance, which has at most {{options.MaxSubscriptions}}.
            """;
    }
}
