using BackendAgents.Engineering.Blueprints.Expressions;

namespace BackendAgents.Engineering.Blueprints;

/// <summary>Where an event comes from that another service announces, and what it tells: its row is not at hand.</summary>
/// <param name="Service">Full name of that service: <c>shop-catalog</c>.</param>
/// <param name="Values">What it tells, by name.</param>
internal sealed record ForeignEvent(string Service, IReadOnlyList<ForeignValue> Values);

/// <summary>One value that an event of another service tells.</summary>
internal sealed record ForeignValue(string Name, ExpressionType Type);
