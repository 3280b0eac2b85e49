import { App, Select } from "antd";
import { useTranslation } from "react-i18next";
import { useMutation } from "urql";
import { useSaying } from "../states/saying";
import type { Me } from "./session";
import { ChoosePostDocument } from "./sessionQueries";

/** In which post the person acts now. Everything on the pages follows from it, so choosing another starts afresh. */
export function PostSwitch({ me }: { me: Me }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const sayProblem = useSaying();
  const [{ fetching }, choose] = useMutation(ChoosePostDocument);
  const wording = (post: Me["posts"][number]) => `${post.hall.name} · ${t(`role.${post.role}`)}`;
  const change = async (id: string) => {
    const { data, error } = await choose({ id });
    const problem = error ? sayProblem.ofQuery(error) : data?.choosePost.errors.map(sayProblem.ofUser)[0];
    if (problem) message.error(problem);
    else window.location.assign("/");
  };
  if (me.posts.length < 2) return me.activePost ? <span className="post-name">{wording(me.activePost)}</span> : null;
  return (
    <Select
      className="post-switch"
      aria-label={t("app.post")}
      loading={fetching}
      popupMatchSelectWidth={false}
      value={me.activePost?.id}
      placeholder={t("app.post")}
      options={me.posts.map((post) => ({ value: post.id, label: wording(post) }))}
      onChange={change}
    />
  );
}
