using BackendAgents.Engineering.Blueprints;
using BackendAgents.Engineering.Contracts;

namespace BackendAgents.Engineering.Capabilities.GraphQl;

/// <summary>A field at the root of the schema, and the endpoint that answers it.</summary>
/// <param name="Type"><c>Query</c> or <c>Mutation</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Endpoint">What answers it.</param>
/// <param name="Answer">What a success carries.</param>
internal sealed record GraphField(string Type, string Name, HttpEndpoint Endpoint, GraphAnswer Answer);

/// <summary>What the success of an endpoint carries; named as in the delivered code.</summary>
internal enum GraphAnswer
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>One object.</summary>
    Object,

    /// <summary>A page of rows.</summary>
    Page,

    /// <summary>Where to go.</summary>
    Location,
}

/// <summary>A field that leads from one row to another, or to many.</summary>
/// <param name="Owner">The entity that has it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Relation">The relation behind it.</param>
/// <param name="Target">What it leads to.</param>
/// <param name="Reader">The endpoint whose access rules hold for what it leads to.</param>
/// <param name="IsMany">Whether it leads to a page of rows.</param>
internal sealed record GraphLink(Entity Owner, string Name, Relation Relation, Entity Target, HttpEndpoint Reader, bool IsMany);
