using System.Runtime.CompilerServices;
using System.Text.Json;
using BackendAgents.Models;
using BackendAgents.Models.Replies;
using Microsoft.Agents.AI;
using Microsoft.Extensions.AI;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace BackendAgents.Agents;

/// <summary>
/// An agent that runs in a Semantic Kernel: it calls the kernel's own <see cref="IChatCompletionService"/>, and the connector calls
/// the functions, so that service selection, prompt templates and both kinds of function filter work as everywhere in the kernel.
/// Thread-safe as far as its kernel's services and functions are; a session takes one run at a time.
/// </summary>
/// <remarks>
/// Only the selected functions are offered and callable. A failed call of the model ends in a <see cref="ModelCallException"/>,
/// a cancelled one in an <see cref="OperationCanceledException"/>, also when the service ignores the token.
/// </remarks>
public sealed class KernelAgent : AIAgent
{
    private static readonly KernelAgentRunOptions s_noOptions = new();

    private readonly KernelAgentOptions _options;
    private readonly string _id;
    private readonly IReadOnlyList<KernelPlugin> _plugins;
    private readonly KernelFunction _selector;
    private readonly IPromptTemplate? _template;

    /// <summary>Makes an agent.</summary>
    /// <param name="kernel">The host's kernel. It is not changed: each run works on a clone that has the selected functions only.</param>
    /// <param name="options">The agent's make-up.</param>
    /// <exception cref="ArgumentException">The options are not usable; the message says which and why.</exception>
    public KernelAgent(Kernel kernel, KernelAgentOptions options)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrWhiteSpace(options.Name);
        CheckTurns(options.MaxTurns);

        Kernel = kernel;
        _options = options with { Functions = RunKernel.Join(options.Functions, []) };
        _plugins = RunKernel.Plugins(_options.Functions);
        _id = AgentIdentity.IdOf(options.Name, options.Source);
        _selector = KernelFunctionFactory.CreateFromMethod(() => { }, "Agent");
        if (options.TemplateInstructions)
            _template = new KernelPromptTemplateFactory().Create(new PromptTemplateConfig(options.Instructions));
    }

    /// <inheritdoc />
    public override string Name => _options.Name;

    /// <inheritdoc />
    public override string? Description => _options.Description;

    /// <summary>The system message as written, before any template is rendered.</summary>
    public string Instructions => _options.Instructions;

    /// <summary>The id of the chat service it asks for; null for the kernel's choice.</summary>
    public string? ServiceId => _options.ServiceId;

    /// <summary>The functions it offers to the model.</summary>
    public IReadOnlyList<KernelFunction> Functions => _options.Functions;

    /// <summary>The host's kernel.</summary>
    public Kernel Kernel { get; }

    /// <inheritdoc />
    protected override string IdCore => _id;

    /// <inheritdoc />
    public override object? GetService(Type serviceType, object? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(serviceType);
        if (serviceKey is null && serviceType == typeof(Kernel))
            return Kernel;
        if (serviceKey is null && serviceType == typeof(AIAgentMetadata))
            return new AIAgentMetadata("semantic-kernel");
        return base.GetService(serviceType, serviceKey);
    }

    /// <inheritdoc />
    protected override ValueTask<AgentSession> CreateSessionCoreAsync(CancellationToken cancellationToken = default) =>
        new(new KernelAgentSession());

    /// <inheritdoc />
    protected override ValueTask<JsonElement> SerializeSessionCoreAsync(
        AgentSession session,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => new(Own(session)!.Serialize(jsonSerializerOptions));

    /// <inheritdoc />
    protected override ValueTask<AgentSession> DeserializeSessionCoreAsync(
        JsonElement serializedState,
        JsonSerializerOptions? jsonSerializerOptions = null,
        CancellationToken cancellationToken = default
    ) => new(KernelAgentSession.Deserialize(serializedState, jsonSerializerOptions));

    /// <inheritdoc />
    protected override async Task<AgentResponse> RunCoreAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using RunState run = await PrepareAsync(messages, session, options, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<ChatMessageContent> said;
        try
        {
            // WaitAsync: a service or a function that ignores the token must not hold the caller.
            said = await run
                .Service.GetChatMessageContentsAsync(run.History, run.Settings, run.Kernel, run.Ending.Token)
                .WaitAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Exception) when (run.Gate.Ended)
        {
            said = [];
        }
        catch (Exception error)
        {
            throw run.Explain(error, cancellationToken);
        }

        return run.Finish(Id, said);
    }

    /// <inheritdoc />
    protected override async IAsyncEnumerable<AgentResponseUpdate> RunCoreStreamingAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session = null,
        AgentRunOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using RunState run = await PrepareAsync(messages, session, options, cancellationToken).ConfigureAwait(false);
        StreamAssembly assembly = new(run, Id);
        PromptStream<StreamingChatMessageContent> stream = new(
            run.Service.GetStreamingChatMessageContentsAsync(run.History, run.Settings, run.Kernel, run.Ending.Token),
            cancellationToken
        );
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                try
                {
                    if (!await stream.MoveNextAsync().ConfigureAwait(false))
                        break;
                }
                catch (Exception) when (run.Gate.Ended)
                {
                    break;
                }
                catch (Exception error)
                {
                    throw run.Explain(error, cancellationToken);
                }

                foreach (AgentResponseUpdate update in assembly.Take(stream.Current))
                    yield return update;
            }
        }

        foreach (AgentResponseUpdate update in assembly.Finish())
            yield return update;
    }

    private async Task<RunState> PrepareAsync(
        IEnumerable<ChatMessage> messages,
        AgentSession? session,
        AgentRunOptions? given,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(messages);
        cancellation.ThrowIfCancellationRequested();
        KernelAgentSession? own = Own(session);
        KernelAgentRunOptions run = given as KernelAgentRunOptions ?? s_noOptions;
        int maxTurns = run.MaxTurns ?? _options.MaxTurns;
        CheckTurns(maxTurns);

        Kernel kernel = RunKernel.Create(
            Kernel,
            run.AdditionalFunctions.Count == 0 ? _plugins : RunKernel.Plugins(RunKernel.Join(_options.Functions, run.AdditionalFunctions))
        );
        List<ChatMessage> requests = [.. messages];
        WatchedHistory history = [];
        string instructions = await InstructionsAsync(run, cancellation).ConfigureAwait(false);
        if (instructions.Length > 0)
            history.AddSystemMessage(instructions);
        foreach (ChatMessage message in (own?.Messages ?? []).Concat(requests))
        {
            ChatMessageContent content = MessageConversion.ToKernel(message);
            if (content.Items.Count > 0)
                history.Add(content);
        }

        string? serviceId = run.ServiceId ?? _options.ServiceId;
        PromptExecutionSettings settings = RunSettings.Create(
            run.ExecutionSettings ?? _options.ExecutionSettings,
            serviceId,
            kernel,
            _options.AllowConcurrentTools,
            given?.ResponseFormat
        );
        IChatCompletionService service = Select(serviceId, settings);

        CancellationTokenSource ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ToolGate gate = new(maxTurns, ending, cancellation);
        kernel.AutoFunctionInvocationFilters.Insert(0, gate);
        for (int i = 0; i < run.Filters.Count; i++)
            kernel.AutoFunctionInvocationFilters.Insert(i + 1, run.Filters[i]);
        history.Asked = (reply, calls) =>
        {
            List<Microsoft.SemanticKernel.FunctionCallContent> impossible =
            [
                .. calls.Where(call => WatchedHistory.Find(kernel, call) is null),
            ];
            gate.Asked(calls.Count, impossible.Count, run.Asked?.Invoke(reply, impossible) ?? true);
        };
        return new RunState(history.Count)
        {
            Author = Name,
            Service = run.Wrap?.Invoke(service) ?? service,
            ServiceId = serviceId,
            Settings = settings,
            Kernel = kernel,
            Gate = gate,
            Ending = ending,
            History = history,
            Requests = requests,
            Session = own,
        };
    }

    private async Task<string> InstructionsAsync(KernelAgentRunOptions run, CancellationToken cancellation)
    {
        if (_template is null)
            return _options.Instructions;

        KernelArguments arguments = _options.Arguments is null ? [] : new KernelArguments(_options.Arguments);
        foreach ((string name, object? value) in run.Arguments ?? [])
            arguments[name] = value;
        return await _template.RenderAsync(Kernel, arguments, cancellation).ConfigureAwait(false);
    }

    private IChatCompletionService Select(string? serviceId, PromptExecutionSettings settings)
    {
        // The kernel's own selector decides, so that a host's selector is heard; it reads the id from the settings.
        KernelArguments arguments = new(settings);
        if (
            Kernel.ServiceSelector.TrySelectAIService(Kernel, _selector, arguments, out IChatCompletionService? service, out _)
            && service is not null
        )
            return service;

        string message = serviceId is null
            ? $"The kernel of agent '{Name}' has no chat service. Register a connector, or configure a model."
            : $"The kernel of agent '{Name}' has no chat service '{serviceId}'. Register it, or map the agent's model to another service.";
        throw new ModelCallException(ModelFailure.NotConfigured, serviceId, message);
    }

    private KernelAgentSession? Own(AgentSession? session) =>
        session switch
        {
            null => null,
            KernelAgentSession own => own,
            _ => throw new ArgumentException(
                $"A session of type {session.GetType().Name} is not of agent '{Name}'. Make one with CreateSessionAsync.",
                nameof(session)
            ),
        };

    private static void CheckTurns(int maxTurns)
    {
        if (maxTurns is < 1 or > KernelAgentOptions.HighestMaxTurns)
            throw new ArgumentException(
                $"MaxTurns is {maxTurns}; it must lie between 1 and {KernelAgentOptions.HighestMaxTurns}.",
                nameof(maxTurns)
            );
    }
}
