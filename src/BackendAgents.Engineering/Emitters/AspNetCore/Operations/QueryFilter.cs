using BackendAgents.Engineering.Contracts;
using BackendAgents.Engineering.Emitters.AspNetCore.Fields;

namespace BackendAgents.Engineering.Emitters.AspNetCore.Operations;

/// <summary>A filter of a list, in the service's code.</summary>
/// <param name="Parameter">The parameter of the contract.</param>
/// <param name="Property">Property of the row that is compared.</param>
/// <param name="Type">C# type of the value.</param>
internal sealed record QueryFilter(HttpParameter Parameter, string Property, string Type)
{
    /// <summary>Whether the text of the query is the value itself.</summary>
    public bool IsText => Type == "string";

    /// <summary>Parameter of the handler: the text as the query has it.</summary>
    public string Text => $"by{Property}Text";

    /// <summary>The value as read from the query.</summary>
    public string Local => "by" + Property;

    /// <summary>Declares the handler's parameter; the served document takes the type from the attribute.</summary>
    public string Declaration
    {
        get
        {
            var type = IsText ? "" : $", QueryOf(typeof({Type}))";
            var required = Parameter.Required ? ", System.ComponentModel.DataAnnotations.Required" : "";
            return $"[FromQuery(Name = {CSharp.Literal(Parameter.Name)}){type}{required}] string? {Text}";
        }
    }

    /// <summary>Reads the value, or tells what is wrong with it by name.</summary>
    public string Read =>
        IsText ? Text
        : Parameter.Field is { } of ? FieldCode.Of(of).Read(Type, CSharp.Literal(Parameter.Name), Text)
        : $"errors.Read<{Type}>({CSharp.Literal(Parameter.Name)}, {Text})";

    /// <summary>The filters of an endpoint, in the contract's order.</summary>
    public static IEnumerable<QueryFilter> Of(ServiceModel model, HttpEndpoint endpoint)
    {
        foreach (var parameter in endpoint.Parameters.Where(static parameter => parameter.In == HttpParameterLocation.Query))
        {
            if (parameter.Field is { } field)
                yield return new QueryFilter(parameter, ServiceModel.Property(field), model.RowType(field));
            else if (parameter.Relation is { } relation)
                yield return new QueryFilter(parameter, ServiceModel.Key(relation), "Guid");
        }
    }
}
