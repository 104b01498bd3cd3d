using BackendAgents.Models;
using Microsoft.Extensions.Options;

namespace BackendAgents.Tests.Models;

public sealed class ModelRegistryTests
{
    [Test]
    public void Aliases_services_and_models_are_found_with_a_reason()
    {
        ModelOptions options = Options(("big", "gpt-large"), ("small", "gpt-mini"));
        options.Aliases["sonnet"] = "BIG";
        options.Default = "small";
        ModelRegistry registry = new(options, _ => null);

        string?[] asked = ["sonnet", "SONNET", "Big", "gpt-large", "inherit", null, "opus"];

        Assert.That(
            asked.Select(a => registry.Resolve(a).ServiceId),
            Is.EqualTo(new[] { "big", "big", "big", "big", "small", "small", "small" })
        );
        Assert.That(
            asked.Select(a => registry.Resolve(a).IsFallback),
            Is.EqualTo(new[] { false, false, false, false, false, false, true })
        );
        Assert.That(
            registry.Resolve("opus").Reason,
            Is.EqualTo(
                "Nothing is configured for 'opus'; add Models:Aliases:opus to choose a service: the default service 'small' is used."
            )
        );
    }

    [Test]
    public void Without_services_the_kernels_default_is_named()
    {
        ModelResolution resolution = new ModelRegistry(new ModelOptions(), _ => null).Resolve("sonnet");

        Assert.That((resolution.ServiceId, resolution.IsFallback), Is.EqualTo(((string?)null, true)));
        Assert.That(resolution.Reason, Does.Contain("the kernel's own default"));
    }

    [Test]
    public void The_usual_environment_variables_make_services()
    {
        Dictionary<string, string> environment = new()
        {
            ["OPENAI_API_KEY"] = "k1",
            ["OPENAI_CHAT_MODEL_ID"] = "gpt-x",
            ["AZURE_OPENAI_ENDPOINT"] = "https://example.openai.azure.com",
            ["AZURE_OPENAI_API_KEY"] = "k2",
            ["AZURE_OPENAI_DEPLOYMENT"] = "dep",
            ["OLLAMA_HOST"] = "0.0.0.0",
            ["OLLAMA_MODEL"] = "qwen",
        };

        ModelRegistry registry = new(new ModelOptions(), environment.GetValueOrDefault);

        Assert.That(registry.ServiceIds, Is.EqualTo(new[] { "openai", "azure-openai", "ollama" }));
        Assert.That(
            registry.Targets.Values.Select(t => t.Endpoint.ToString()),
            Is.EqualTo(new[] { "https://api.openai.com/v1", "https://example.openai.azure.com/", "http://localhost:11434/v1" })
        );
        Assert.That(registry.Targets["openai"].ToString(), Is.EqualTo("openai: OpenAI gpt-x"));
    }

    [TestCase("localhost", "http://localhost:11434/v1")]
    [TestCase(":8080", "http://localhost:8080/v1")]
    [TestCase("http://gpu:1234/", "http://gpu:1234/v1")]
    [TestCase("https://gpu/v1", "https://gpu/v1")]
    [TestCase("[::1]:99", "http://[::1]:99/v1")]
    [TestCase("192.168.0.2", "http://192.168.0.2:11434/v1")]
    public void Ollama_is_found_however_its_host_is_written(string host, string expected)
    {
        Dictionary<string, string> environment = new() { ["OLLAMA_HOST"] = host, ["OLLAMA_MODEL"] = "m" };

        Assert.That(
            new ModelRegistry(new ModelOptions(), environment.GetValueOrDefault).Targets["ollama"].Endpoint.ToString(),
            Is.EqualTo(expected)
        );
    }

    [Test]
    public void A_base_address_alone_needs_no_key()
    {
        Dictionary<string, string> environment = new() { ["OPENAI_BASE_URL"] = "http://localhost:8000/v1", ["OPENAI_MODEL"] = "m" };

        Assert.That(
            new ModelRegistry(new ModelOptions(), environment.GetValueOrDefault).Targets["openai"].Provider,
            Is.EqualTo(ModelProvider.OpenAICompatible)
        );
    }

    [Test]
    public void Every_mistake_is_named_with_its_remedy_and_no_key()
    {
        ModelOptions options = new() { Default = "gone" };
        options.Services["a"] = new ModelServiceOptions
        {
            Provider = "anthropic",
            Model = "m",
            ApiKey = "sk-secret\n",
        };
        options.Services["b"] = new ModelServiceOptions { Provider = "azure-openai" };
        options.Services["c"] = new ModelServiceOptions
        {
            Provider = "openai-compatible",
            Endpoint = "http://user:sk-secret@host/v1",
            Model = "m",
            Fallbacks = { "c", "d" },
        };
        options.Aliases["sonnet"] = "x";
        options.Resilience.MaxRetries = 99;
        options.Resilience.AttemptTimeout = TimeSpan.Zero;

        OptionsValidationException error = Assert.Throws<OptionsValidationException>(() => _ = new ModelRegistry(options, _ => null))!;

        Assert.That(
            error.Failures,
            Is.EqualTo(
                new[]
                {
                    "Models:Resilience:MaxRetries is 99. It must be from 0 to 20.",
                    "Models:Resilience:AttemptTimeout is 00:00:00. It must be from 0.01 seconds to 23 hours.",
                    "Models:Services:a:Provider is 'anthropic'. Use openai, azure-openai, ollama or openai-compatible.",
                    "Models:Services:b:Model is missing. Give the model's id, which is the deployment's name.",
                    "Models:Services:b:Endpoint is missing. AzureOpenAI needs an absolute http or https address.",
                    "Models:Services:b has no key. Set the environment variable AZURE_OPENAI_API_KEY, or "
                        + "Models:Services:b:ApiKeyVariable to the name of another.",
                    "Models:Services:c:Endpoint is not an absolute http or https address without user name and password.",
                    "Models:Aliases:sonnet names the service 'x', which does not exist. Configured: a, b, c.",
                    "Models:Default names the service 'gone', which does not exist. Configured: a, b, c.",
                    "Models:Services:c:Fallbacks names the service itself.",
                    "Models:Services:c:Fallbacks names the service 'd', which does not exist. Configured: a, b, c.",
                }
            )
        );
        Assert.That(error.ToString(), Does.Not.Contain("sk-secret"));
    }

    [Test]
    public void A_service_made_in_code_is_the_default_only_when_it_is_alone()
    {
        Assert.That(
            new ModelRegistry(new ModelOptions().AddService("offline", _ => null!), _ => null).DefaultServiceId,
            Is.EqualTo("offline")
        );
        Assert.That(
            new ModelRegistry(Options(("live", "m")).AddService("offline", _ => null!), _ => null).DefaultServiceId,
            Is.EqualTo("live")
        );
    }

    private static ModelOptions Options(params (string Id, string Model)[] services)
    {
        ModelOptions options = new();
        foreach ((string id, string model) in services)
            options.Services[id] = new ModelServiceOptions
            {
                Provider = "openai",
                Model = model,
                ApiKey = "k",
            };
        return options;
    }
}
