using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace SampleService.Infrastructure.GraphQl;

/// <summary>A value that is written as in JSON; whether it is a right one, the operation says that takes it.</summary>
internal sealed class JsonScalar : ScalarGraphType
{
    /// <summary>A scalar of the schema.</summary>
    public JsonScalar(string name) => Name = name;

    public override object? ParseValue(object? value) => value;

    public override object? Serialize(object? value) => value;

    public override object? ParseLiteral(GraphQLValue value) =>
        value switch
        {
            GraphQLNullValue => null,
            GraphQLStringValue text => text.Value.ToString(),
            GraphQLBooleanValue truth => truth.BoolValue,
            GraphQLIntValue number => Number(number.Value.ToString(), value),
            GraphQLFloatValue number => Number(number.Value.ToString(), value),
            GraphQLListValue list => (list.Values ?? []).Select(ParseLiteral).ToList(),
            GraphQLObjectValue members => (members.Fields ?? []).ToDictionary(
                static member => member.Name.Value.ToString(),
                member => ParseLiteral(member.Value)
            ),
            _ => ThrowLiteralConversionError(value),
        };

    private object? Number(string text, GraphQLValue value) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : ThrowLiteralConversionError(value);
}
