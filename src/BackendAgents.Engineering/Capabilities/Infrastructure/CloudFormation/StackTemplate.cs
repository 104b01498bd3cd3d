using BackendAgents.Engineering.Artifacts;

namespace BackendAgents.Engineering.Capabilities.Infrastructure.CloudFormation;

/// <summary>A template: what it is given, its resources, and what it exports.</summary>
/// <param name="name">Its name, which is that of its file.</param>
/// <param name="purpose">What it is for.</param>
internal sealed class StackTemplate(string name, string purpose)
{
    private readonly YamlMap _parameters = new();
    private readonly YamlMap _resources = new();
    private readonly YamlMap _outputs = new();

    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Adds a parameter.</summary>
    public StackTemplate Parameter(string key, string description, string? value = null, string? pattern = null, string type = "String")
    {
        _parameters.Add(
            key,
            new YamlMap
            {
                { "Type", type },
                { "Description", description },
                { "Default", value },
                { "AllowedPattern", pattern },
            }
        );
        return this;
    }

    /// <summary>Adds a resource.</summary>
    /// <param name="key">Its logical id.</param>
    /// <param name="type">Its type: <c>AWS::EC2::VPC</c>.</param>
    /// <param name="properties">Its properties.</param>
    /// <param name="comment">Why it is as it is; null for nothing.</param>
    /// <param name="keep">Whether it stays when the stack goes.</param>
    /// <param name="after">A resource that must be there first; null for none.</param>
    public StackTemplate Resource(
        string key,
        string type,
        YamlMap properties,
        string? comment = null,
        bool keep = false,
        string? after = null
    )
    {
        _resources.Add(
            key,
            new YamlMap
            {
                { "Type", type },
                { "DependsOn", after },
                { "DeletionPolicy", keep ? "Retain" : null },
                { "UpdateReplacePolicy", keep ? "Retain" : null },
                { "Properties", properties.IsEmpty ? null : properties },
            },
            comment
        );
        return this;
    }

    /// <summary>Adds something that other stacks use.</summary>
    public StackTemplate Export(string service, string key, object value)
    {
        _outputs.Add(
            key,
            new YamlMap
            {
                { "Value", value },
                {
                    "Export",
                    new YamlMap { { "Name", $"{service}-{key}" } }
                },
            }
        );
        return this;
    }

    /// <summary>Adds something that is shown, and used by no other stack.</summary>
    public StackTemplate Output(string key, object value)
    {
        _outputs.Add(key, new YamlMap { { "Value", value } });
        return this;
    }

    /// <summary>The template as text.</summary>
    public string Write() =>
        YamlText.Write(
            "Generated from backend.yaml.",
            new YamlMap
            {
                { "AWSTemplateFormatVersion", "2010-09-09" },
                { "Description", purpose },
                { "Parameters", _parameters.IsEmpty ? null : _parameters },
                { "Resources", _resources },
                { "Outputs", _outputs.IsEmpty ? null : _outputs },
            }
        );

    /// <summary>A reference to a resource or a parameter.</summary>
    public static YamlMap Ref(string key) => new() { { "Ref", key } };

    /// <summary>An attribute of a resource.</summary>
    public static YamlMap Attribute(string key, string attribute) => new() { { "Fn::GetAtt", YamlMap.List(key, attribute) } };

    /// <summary>What another stack exports.</summary>
    public static YamlMap Import(string service, string key) => new() { { "Fn::ImportValue", $"{service}-{key}" } };

    /// <summary>A text with references in it: <c>${AWS::Region}</c>.</summary>
    public static YamlMap Text(string text) => new() { { "Fn::Sub", text } };
}
