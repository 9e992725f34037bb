import type { Chapter } from './lesson.js';

export const listenerRule: Chapter = {
  noun: 'listener-rule',
  is:
    "A rule is an if-then of a listener: if the request's path looks like this, send it to that target group. The " +
    'listener tries its rules by priority, the lowest number first, and the first that fits decides; the default ' +
    'action comes last. So one load balancer can serve many services.',
  operations: {
    'elbv2:CreateRule': {
      does:
        'Adds to a listener: requests with this path go to that service. From then on the target group is in use, ' +
        'its tasks are checked, and ECS accepts it for a service.',
      parameters: {
        ListenerArn: 'The listener whose requests it decides about. Fixed for life.',
        Priority:
          '1 to 50,000, each number once in a listener; gaps do no harm and leave room. The special goes before the ' +
          'general, so `/api/books/new*` needs a lower number than `/api/books*`.',
        Conditions:
          'One `path-pattern` with one pattern, such as `/api/books*`: `*` stands for any number of characters, ' +
          'slashes too, and `?` for one. A rule could hold five values; `provision` makes one rule per path, so that ' +
          'a path that is taken away takes only its own rule along.',
        Actions:
          'One `forward` to the target group. The path is handed on as it came: behind `/api/books*` a task is asked ' +
          'for `/api/books/7`, not for `/7`.',
        Tags: 'By these a rule of an interrupted run is recognised; it has no name and the call no token.',
      },
      behind:
        'There is no state to wait for. Patterns are case-sensitive and are held against the path alone, never ' +
        'against the query string. A load balancer has at most 100 rules besides the default ones; more are refused ' +
        'with `TooManyRules`.',
      undo: '`DeleteRule`; requests fall through to the next rule that fits, or to the default action.',
      cost:
        'Nothing by itself. Of the rules that a request is held against, the first ten are free; more add to the ' +
        'capacity units of the load balancer.',
      mistakes: [
        "`/api/books/*` does not fit `/api/books`: that request gets the listener's 404. `/api/books*` fits both, " +
          'and `/api/bookshelf` too.',
        'A general pattern with a low number hides all that come after it. There is no error: the wrong service ' +
          'answers.',
        'A priority that is taken: `PriorityInUse`. Scripts that count up from 1 meet it as soon as two of them ' +
          'share a listener.',
        "A program that expects to be at `/` answers 404 to every request of its rule. The listener's own 404 says " +
          '`{"message":"Not Found"}`; one with another body comes from the task.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateRule.html',
    },
    'elbv2:DescribeRules': {
      does: 'Lists the rules of a listener in the order in which they are tried, or tells about one by ARN.',
      parameters: {
        ListenerArn: 'To look for a rule of ours among all, and to see who has a priority; in pages, by `Marker`.',
        RuleArns: 'To read the one that is known; an unknown one is `RuleNotFound`.',
      },
      behind:
        'Priorities come back as texts, that of the last rule is `default`. Paths are shown twice, as `Values` and ' +
        'in `PathPatternConfig`, and not necessarily in the order they were given: all that is levelled before ' +
        'comparing.',
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeRules.html',
    },
    'elbv2:ModifyRule': {
      does: 'Replaces the conditions or the actions of a rule, whichever differ. Its priority has a call of its own.',
      parameters: {
        Conditions: 'The whole list; what is not in it no longer counts.',
        Actions: 'The whole list as well.',
      },
      undo: 'The same call with the former ones.',
      mistakes: [
        'Trying it on the default rule: `OperationNotPermitted`. That one is changed with `ModifyListener`.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyRule.html',
    },
    'elbv2:SetRulePriorities': {
      does:
        'Gives several rules of a listener new priorities, all at once or none. So two of them can change places, ' +
        'which one after the other could not.',
      parameters: {
        RulePriorities:
          'The rule and its number; if another rule of this stack has that number, that one too, with the number ' +
          "that becomes free. A rule of somebody else's is never moved: `provision` stops and says whose priority it " +
          'is.',
      },
      behind: 'At once. No request is seen by a list that is half changed.',
      undo: 'The same call with the former numbers.',
      mistakes: [
        'Moving one rule to a number that is taken: `PriorityInUse`.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_SetRulePriorities.html',
    },
    'elbv2:DeleteRule': {
      does: 'Removes one rule of a listener.',
      behind:
        'Immediate. If it was the last that led to its target group, the targets there become `unused` and get ' +
        'neither requests nor checks.',
      undo: 'Nothing; it is made anew, with another ARN.',
      mistakes: [
        'The default rule: `OperationNotPermitted`. It goes with its listener.',
      ],
      link: 'https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DeleteRule.html',
    },
  },
};
