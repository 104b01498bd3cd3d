namespace SampleService.Infrastructure.GraphQl;

/// <summary>A field of the subscription type: an event, told with the row that it tells of.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Type">The type of the events.</param>
/// <param name="Reader">The operation by which the row is read, for each subscriber anew.</param>
internal sealed record GraphEvent(string Field, string Type, string Reader);
